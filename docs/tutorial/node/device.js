'use strict';
// The device of the tutorial: says how it is connected, and prints what the back end wants.
const { Client } = require('azure-iot-device');
const { Mqtt } = require('azure-iot-device-mqtt');

const client = Client.fromConnectionString(process.env.IOTHUB_DEVICE_CONNECTION_STRING, Mqtt);

client.getTwin((error, twin) => {
  if (error) {
    console.error('could not get twin: ' + error.message);
    process.exit(1);
  }
  twin.on('properties.desired', (delta) => {
    console.log('new desired properties received: ' + JSON.stringify(delta));
  });
  twin.on('properties.desired.climate', (delta) => {
    if (delta.minTemperature || delta.maxTemperature) {
      console.log('min temp = ' + twin.properties.desired.climate.minTemperature);
    }
  });
  twin.on('properties.desired.climate.hvac.systemControl', (control) => {
    console.log('setting fan state to ' + control.fanOn);
  });
  twin.properties.reported.update({ connectivity: { type: 'cellular' } }, (failure) => {
    console.log(failure ? 'could not update twin' : 'twin state reported');
  });
});
