"""Starts OpenStack Swift with its S3 interface on a free port of this machine, prints the port, and ends when its input does.

usage: swift_server.py FOLDER ACCESS-KEY SECRET-KEY

One process with all four servers: account, container, object, and in front of them the proxy, whose s3api checks signatures.
"""
import os
import sys
from array import array

import eventlet

eventlet.monkey_patch()

from eventlet import wsgi
from swift.common import utils
from swift.common.ring import RingData
from swift.common.storage_policy import reload_storage_policies

folder, user, secret = sys.argv[1:]
account, name = user.split(":")


def listen():
    return eventlet.listen(("127.0.0.1", 0), backlog=128)


def write(path, text):
    with open(os.path.join(folder, path), "w") as file:
        file.write(text)


sockets = {kind: listen() for kind in ("account", "container", "object")}
os.makedirs(os.path.join(folder, "disk", "d1", "tmp"))
write("swift.conf", "[swift-hash]\nswift_hash_path_suffix = s\nswift_hash_path_prefix = p\n[storage-policy:0]\nname = one\ndefault = yes\n")
os.environ["SWIFT_CONF_DIR"] = folder
utils.SWIFT_CONF_FILE = os.path.join(folder, "swift.conf")
utils.HASH_PATH_SUFFIX, utils.HASH_PATH_PREFIX = b"s", b"p"
reload_storage_policies()

for kind, socket in sockets.items():
    device = {"id": 0, "region": 1, "zone": 1, "ip": "127.0.0.1", "port": socket.getsockname()[1],
              "replication_ip": "127.0.0.1", "replication_port": socket.getsockname()[1], "device": "d1", "weight": 1.0, "meta": ""}
    # One partition, one replica, one device.
    RingData([array("H", [0])], [device], 32).save(os.path.join(folder, f"{kind}.ring.gz"))

from swift.account import server as account_server
from swift.container import server as container_server
from swift.obj import server as object_server
from swift.common import wsgi as swift_wsgi

settings = {"devices": os.path.join(folder, "disk"), "swift_dir": folder, "mount_check": "false", "disable_fallocate": "true"}
servers = {
    "account": account_server.AccountController(settings, logger=utils.get_logger({}, "account")),
    "container": container_server.ContainerController(settings, logger=utils.get_logger({}, "container")),
    "object": object_server.ObjectController(settings, logger=utils.get_logger({}, "object")),
}
for kind, server in servers.items():
    eventlet.spawn(wsgi.server, sockets[kind], server, log=open(os.devnull, "w"), log_output=False)

write("proxy.conf", f"""[DEFAULT]
swift_dir = {folder}
[pipeline:main]
pipeline = catch_errors s3api tempauth proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:s3api]
use = egg:swift#s3api
allow_multipart_uploads = false
auth_pipeline_check = false
[filter:tempauth]
use = egg:swift#tempauth
user_{account}_{name} = {secret} .admin
user_{account}_other = {secret}
""")
proxy = swift_wsgi.loadapp(os.path.join(folder, "proxy.conf"))


class Cache:
    """What memcached is to the servers, in this process."""

    def __init__(self):
        self.values = {}

    def get(self, key, **_):
        return self.values.get(key)

    def set(self, key, value, **_):
        self.values[key] = value

    def delete(self, key, **_):
        self.values.pop(key, None)


cache = Cache()


def cached_proxy(env, start_response):
    env["swift.cache"] = cache
    return proxy(env, start_response)


front = listen()
eventlet.spawn(wsgi.server, front, cached_proxy, log=open(os.devnull, "w"), log_output=False)
print(front.getsockname()[1], flush=True)
eventlet.tpool.execute(sys.stdin.read)
