// The back end of the tutorial: notes where a device stands, and asks which ones are there.
using Microsoft.Azure.Devices;

string connectionString = Environment.GetEnvironmentVariable("IOTHUB_CONNECTION_STRING")
    ?? throw new InvalidOperationException("IOTHUB_CONNECTION_STRING is not set");
string deviceId = Environment.GetEnvironmentVariable("DEVICE_ID") ?? "myDeviceId";
const string InRedmond = "SELECT * FROM devices WHERE tags.location.plant = 'Redmond43'";

using RegistryManager registry = RegistryManager.CreateFromConnectionString(connectionString);
var twin = await registry.GetTwinAsync(deviceId);
const string Patch = """
    {
      "tags": { "location": { "region": "US", "plant": "Redmond43" } },
      "properties": { "desired": { "power_level": 1 } }
    }
    """;
await registry.UpdateTwinAsync(deviceId, Patch, twin.ETag);
Console.WriteLine("Devices in Redmond43: " + await DeviceIds(InRedmond));
string cellular = InRedmond + " AND properties.reported.connectivity = 'cellular'";
Console.WriteLine("Devices in Redmond43 using cellular network: " + await DeviceIds(cellular));

async Task<string> DeviceIds(string sql)
{
    var twins = await registry.CreateQuery(sql, 100).GetNextAsTwinAsync();
    return string.Join(", ", twins.Select(found => found.DeviceId));
}
