Console.WriteLine("sparkify");
