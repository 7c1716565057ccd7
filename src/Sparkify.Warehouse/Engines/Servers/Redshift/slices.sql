-- One row: the slices that hold data. A workgroup of Serverless has none to show.
select count(*) as slices
from stv_slices
where type = 'D'
