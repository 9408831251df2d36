//! What a program needs to know of an IoT Hub, since Azure has no SDK for devices in Rust.
use std::time::{SystemTime, UNIX_EPOCH};
use std::{collections::HashMap, env, error::Error};

use base64::{engine::general_purpose::STANDARD, Engine};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// What the programs return if something goes wrong.
pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Is sent with each request and each connection.
pub const API_VERSION: &str = "2021-04-12";

/// How long a token is good, in seconds.
const LIFE: u64 = 3600;

/// The parts of a connection string, such as HostName and SharedAccessKey.
pub struct ConnectionString(HashMap<String, String>);

impl ConnectionString {
    /// Reads the connection string that an environment variable holds.
    pub fn from_environment(name: &str) -> Result<Self> {
        let text = env::var(name).map_err(|_| format!("{name} is not set"))?;
        let parts = text.split(';').filter_map(|part| part.split_once('='));
        Ok(Self(
            parts
                .map(|(key, value)| (key.into(), value.into()))
                .collect(),
        ))
    }

    /// One part.
    pub fn get(&self, part: &str) -> Result<&str> {
        Ok(self
            .0
            .get(part)
            .ok_or_else(|| format!("the connection string has no {part}"))?)
    }

    /// A shared access signature for a resource.
    pub fn token(&self, resource: &str) -> Result<String> {
        let resource = encode(resource);
        let expiry = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() + LIFE;
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&STANDARD.decode(self.get("SharedAccessKey")?)?)?;
        mac.update(format!("{resource}\n{expiry}").as_bytes());
        let signature = encode(&STANDARD.encode(mac.finalize().into_bytes()));
        let token = format!("SharedAccessSignature sr={resource}&sig={signature}&se={expiry}");
        Ok(match self.get("SharedAccessKeyName") {
            Ok(policy) => format!("{token}&skn={policy}"),
            Err(_) => token,
        })
    }
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
