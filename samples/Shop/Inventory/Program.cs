using Shop.Inventory;

InventoryService.Create(args).Run();
