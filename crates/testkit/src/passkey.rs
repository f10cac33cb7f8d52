//! A security key made of nothing but numbers: it answers a page's question as a browser with a key in its socket would (Web Authentication, level 3,
//! §6.1 for what it signs, §6.5 for what it says when it is added).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as B64};
use p256::{
    FieldBytes,
    ecdsa::{Signature, SigningKey, signature::Signer},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// A key in somebody's pocket.
#[derive(Debug, Clone)]
pub struct SecurityKey {
    signing: SigningKey,
    id: Vec<u8>,
    /// How often it signed.
    counter: u32,
}

/// Somebody touched it, and it asked for no PIN.
const PRESENT: u8 = 0x01;
/// A new key's public half follows.
const WITH_KEY: u8 = 0x40;

impl SecurityKey {
    /// The key of a number; each number is another key.
    pub fn new(number: u8) -> SecurityKey {
        let secret = FieldBytes::from([number; 32]);
        SecurityKey { signing: SigningKey::from_bytes(&secret).expect("a scalar"), id: vec![number; 32], counter: 0 }
    }

    /// The answer to a page that adds a key.
    pub fn create(&mut self, options: &str, origin: &str) -> String {
        let asked = public_key(options);
        let point = self.signing.verifying_key().to_sec1_point(false);
        let (x, y) = (point.x().expect("a point"), point.y().expect("a point"));
        let mut data = self.data(&asked["rp"]["id"], PRESENT | WITH_KEY);
        data.extend([0; 16]);
        data.extend((self.id.len() as u16).to_be_bytes());
        data.extend(&self.id);
        // The public half as a COSE map: kty EC2, alg ES256, crv P-256, x, y.
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(x.as_slice());
        data.extend([0x22, 0x58, 0x20]);
        data.extend(y.as_slice());
        // {"fmt": "none", "attStmt": {}, "authData": …}
        let mut object = vec![0xa3, 0x63];
        object.extend(b"fmt");
        object.push(0x64);
        object.extend(b"none");
        object.push(0x67);
        object.extend(b"attStmt");
        object.push(0xa0);
        object.push(0x68);
        object.extend(b"authData");
        object.extend([0x58, data.len() as u8]);
        object.extend(&data);
        let said = client("webauthn.create", &asked, origin);
        self.answer(json!({
            "attestationObject": B64.encode(object), "clientDataJSON": B64.encode(said), "transports": ["usb"]
        }))
    }

    /// The answer to a page that asks for a key.
    pub fn get(&mut self, options: &str, origin: &str) -> String {
        let asked = public_key(options);
        self.counter += 1;
        let data = self.data(&asked["rpId"], PRESENT);
        let said = client("webauthn.get", &asked, origin);
        let signed = [data.as_slice(), &Sha256::digest(&said)].concat();
        let signature: Signature = self.signing.sign(&signed);
        self.answer(json!({
            "authenticatorData": B64.encode(data), "clientDataJSON": B64.encode(said),
            "signature": B64.encode(signature.to_der()), "userHandle": null
        }))
    }

    fn data(&self, site: &Value, flags: u8) -> Vec<u8> {
        let site = site.as_str().expect("a site");
        let mut data = Sha256::digest(site.as_bytes()).to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn answer(&self, response: Value) -> String {
        let id = B64.encode(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "extensions": {} }).to_string()
    }
}

fn public_key(options: &str) -> Value {
    serde_json::from_str::<Value>(options).expect("options in JSON")["publicKey"].clone()
}

fn client(kind: &str, asked: &Value, origin: &str) -> Vec<u8> {
    json!({ "type": kind, "challenge": asked["challenge"], "origin": origin, "crossOrigin": false })
        .to_string()
        .into_bytes()
}
