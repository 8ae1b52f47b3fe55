using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop.Contracts;

/// <summary>How the services write and read each other's messages. Strict: an answer that lacks a value is no answer.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(NewOrder))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(CatalogItem[]))]
[JsonSerializable(typeof(NewReservation))]
[JsonSerializable(typeof(Reservation))]
public sealed partial class ShopJson : JsonSerializerContext;
