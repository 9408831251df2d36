//! The back end of the tutorial: notes where a device stands, and asks which ones are there.
use std::env;

use serde_json::{json, Value};
use twinhub_tutorial::{ConnectionString, Result, API_VERSION};
use ureq::http::Request;
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::Agent;

fn main() -> Result<()> {
    let service = ConnectionString::from_environment("IOTHUB_CONNECTION_STRING")?;
    let device = env::var("DEVICE_ID").unwrap_or("myDeviceId".into());
    let patch = json!({
        "tags": {"location": {"region": "US", "plant": "Redmond43"}},
        "properties": {"desired": {"power_level": 1}},
    });
    ask(&service, "PATCH", &format!("/twins/{device}"), &patch)?;
    let in_redmond = "SELECT * FROM devices WHERE tags.location.plant = 'Redmond43'";
    println!(
        "Devices in Redmond43: {}",
        device_ids(&service, in_redmond)?
    );
    let cellular = format!("{in_redmond} AND properties.reported.connectivity = 'cellular'");
    println!(
        "Devices in Redmond43 using cellular network: {}",
        device_ids(&service, &cellular)?
    );
    Ok(())
}

fn device_ids(service: &ConnectionString, query: &str) -> Result<String> {
    let twins = ask(
        service,
        "POST",
        "/devices/query",
        &json!({ "query": query }),
    )?;
    let ids = twins
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|twin| twin["deviceId"].as_str());
    Ok(ids.collect::<Vec<_>>().join(", "))
}

/// Sends a request to the hub, and reads its answer.
fn ask(service: &ConnectionString, method: &str, path: &str, body: &Value) -> Result<Value> {
    // The roots of the system: OpenSSL's, which SSL_CERT_FILE names, on Linux.
    let tls = TlsConfig::builder()
        .provider(TlsProvider::NativeTls)
        .root_certs(RootCerts::PlatformVerifier)
        .build();
    let agent: Agent = Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        .build()
        .into();
    let host = service.get("HostName")?;
    let request = Request::builder()
        .method(method)
        .uri(format!("https://{host}{path}?api-version={API_VERSION}"))
        .header("Authorization", service.token(host)?)
        .header("Content-Type", "application/json")
        .body(body.to_string())?;
    let mut answer = agent.run(request)?;
    let status = answer.status();
    let text = answer.body_mut().read_to_string()?;
    if !status.is_success() {
        return Err(format!("{status}: {text}").into());
    }
    Ok(serde_json::from_str(&text)?)
}
