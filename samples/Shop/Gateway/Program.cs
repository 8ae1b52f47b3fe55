using Shop.Gateway;

GatewayService.Create(args).Run();
