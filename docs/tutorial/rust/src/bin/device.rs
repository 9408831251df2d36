//! The device of the tutorial: says how it is connected, and prints what the back end wants.
use rumqttc::{Client, Event, MqttOptions, Packet, QoS, TlsConfiguration, Transport};
use twinhub_tutorial::{ConnectionString, Result, API_VERSION};

fn main() -> Result<()> {
    let connection = ConnectionString::from_environment("IOTHUB_DEVICE_CONNECTION_STRING")?;
    let (host, id) = (connection.get("HostName")?, connection.get("DeviceId")?);
    let mut options = MqttOptions::new(id, host, 8883);
    options.set_clean_session(false);
    options.set_credentials(
        format!("{host}/{id}/?api-version={API_VERSION}"),
        connection.token(&format!("{host}/devices/{id}"))?,
    );
    // The roots of the system: OpenSSL's, which SSL_CERT_FILE names, on Linux.
    options.set_transport(Transport::tls_with_config(TlsConfiguration::Native));
    let (client, mut events) = Client::new(options, 10);
    client.subscribe("$iothub/twin/res/#", QoS::AtLeastOnce)?;
    client.subscribe("$iothub/twin/PATCH/properties/desired/#", QoS::AtLeastOnce)?;
    client.publish(
        "$iothub/twin/PATCH/properties/reported/?$rid=1",
        QoS::AtLeastOnce,
        false,
        r#"{"connectivity": "cellular"}"#,
    )?;
    for event in events.iter() {
        let Event::Incoming(Packet::Publish(message)) = event? else {
            continue;
        };
        let text = String::from_utf8_lossy(&message.payload);
        if message.topic.starts_with("$iothub/twin/PATCH/") {
            println!("Twin patch received: {text}");
        } else if message.topic.starts_with("$iothub/twin/res/204/") {
            println!("Reported properties updated");
        } else {
            return Err(format!("the report was refused: {} {text}", message.topic).into());
        }
    }
    Ok(())
}
