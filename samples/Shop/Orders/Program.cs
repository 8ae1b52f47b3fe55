using Shop.Orders;

OrdersService.Create(args).Run();
