// The device of the tutorial: says how it is connected, and prints what the back end wants.
using Microsoft.Azure.Devices.Client;
using Microsoft.Azure.Devices.Shared;

string connectionString = Environment.GetEnvironmentVariable("IOTHUB_DEVICE_CONNECTION_STRING")
    ?? throw new InvalidOperationException("IOTHUB_DEVICE_CONNECTION_STRING is not set");

using DeviceClient client = DeviceClient.CreateFromConnectionString(connectionString, TransportType.Mqtt_Tcp_Only);
await client.SetDesiredPropertyUpdateCallbackAsync(
    (patch, _) =>
    {
        Console.WriteLine("Twin patch received: " + patch.ToJson());
        return Task.CompletedTask;
    },
    null);
await client.UpdateReportedPropertiesAsync(new TwinCollection { ["connectivity"] = "cellular" });
Console.WriteLine("Reported properties updated; press Enter to stop");
Console.ReadLine();
