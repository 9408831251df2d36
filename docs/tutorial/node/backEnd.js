'use strict';
// The back end of the tutorial: notes where a device stands, and asks which ones are there.
const { Registry } = require('azure-iothub');

const registry = Registry.fromConnectionString(process.env.IOTHUB_CONNECTION_STRING);
const deviceId = process.env.DEVICE_ID || 'myDeviceId';
const inRedmond = "SELECT * FROM devices WHERE tags.location.plant = 'Redmond43'";

async function deviceIds(sql) {
  const { result } = await registry.createQuery(sql, 100).nextAsTwin();
  return result.map((twin) => twin.deviceId).join(',');
}

async function main() {
  const { responseBody: twin } = await registry.getTwin(deviceId);
  await twin.update({
    tags: { location: { region: 'US', plant: 'Redmond43' } },
    properties: { desired: { climate: { minTemperature: 68, maxTemperature: 76 } } },
  });
  console.log('Devices in Redmond43: ' + (await deviceIds(inRedmond)));
  const cellular = inRedmond + " AND properties.reported.connectivity.type = 'cellular'";
  console.log('Devices in Redmond43 using cellular network: ' + (await deviceIds(cellular)));
}

main().catch((error) => {
  console.error(error.constructor.name + ': ' + error.message);
  process.exit(1);
});
