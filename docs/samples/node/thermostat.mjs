// A device as a team writes it, with the unmodified SDK: it does what its desired properties say, and reports it.
import device from 'azure-iot-device';
import mqtt from 'azure-iot-device-mqtt';

export class Thermostat {
  constructor(connectionString) {
    this.client = device.Client.fromConnectionString(connectionString, mqtt.Mqtt);
  }

  async start() {
    await this.client.open();
    const twin = await this.client.getTwin();
    // The SDK tells a new listener what the twin holds already.
    twin.on('properties.desired.target', (target) => twin.properties.reported.update({ climate: { target } }, () => {}));
  }

  stop() {
    return this.client.close();
  }
}
