//! An address, or a range of addresses as operators write it: `192.0.2.7`, `10.0.0.0/8`, `2001:db8::/32`.

use std::{
    net::{IpAddr, Ipv6Addr},
    str::FromStr,
};

/// All addresses that share their first bits. An IPv4 address that comes dressed as an IPv6 one (`::ffff:192.0.2.7`) is the IPv4 address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

/// What is no address and no range.
#[derive(Debug, thiserror::Error)]
pub enum Wrong {
    #[error("{0} is neither an address nor a range like 10.0.0.0/8")]
    Unreadable(String),
    /// A range without end would let every reader say where they come from.
    #[error("{0} is everybody")]
    Everybody(String),
}

/// The address as a number, and how many bits it has.
fn number(address: IpAddr) -> (u128, u8) {
    match address.to_canonical() {
        IpAddr::V4(a) => (u128::from(u32::from(a)), 32),
        IpAddr::V6(a) => (u128::from(a), 128),
    }
}

impl Network {
    pub fn has(&self, address: IpAddr) -> bool {
        let ((mine, length), (other, other_length)) = (number(self.address), number(address));
        length == other_length && (mine ^ other) >> (length - self.bits) == 0
    }

    /// The network of a reader: their address, or with IPv6 the 64 bits that one household has.
    pub fn household(address: IpAddr) -> IpAddr {
        match address.to_canonical() {
            IpAddr::V6(a) => IpAddr::V6(Ipv6Addr::from_bits(a.to_bits() >> 64 << 64)),
            v4 => v4,
        }
    }
}

impl FromStr for Network {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Network, Wrong> {
        let unreadable = || Wrong::Unreadable(text.to_owned());
        let (address, bits) = text.split_once('/').map_or((text, None), |(a, b)| (a, Some(b)));
        let address: IpAddr = address.parse().map_err(|_| unreadable())?;
        let address = address.to_canonical();
        let length = number(address).1;
        let bits = match bits {
            None => length,
            // `parse` would take a sign.
            Some(bits) if bits.bytes().all(|b| b.is_ascii_digit()) => bits.parse().map_err(|_| unreadable())?,
            Some(_) => return Err(unreadable()),
        };
        match bits {
            0 => Err(Wrong::Everybody(text.to_owned())),
            bits if bits > length => Err(unreadable()),
            bits => Ok(Network { address, bits }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(network: &str, address: &str) -> bool {
        network.parse::<Network>().unwrap().has(address.parse().unwrap())
    }

    #[test]
    fn a_range_has_what_shares_its_first_bits() {
        for (network, inside, outside) in [
            ("192.0.2.7", "192.0.2.7", "192.0.2.6"),
            ("192.0.2.7", "::ffff:192.0.2.7", "::192.0.2.7"),
            ("10.0.0.0/8", "10.255.255.255", "11.0.0.0"),
            ("10.1.2.3/8", "10.9.9.9", "9.255.255.255"),
            ("172.16.0.0/12", "172.31.255.255", "172.32.0.0"),
            ("192.0.2.128/25", "192.0.2.128", "192.0.2.127"),
            ("192.0.2.7/32", "192.0.2.7", "192.0.2.8"),
            ("128.0.0.0/1", "255.0.0.0", "127.255.255.255"),
            ("2001:db8::/32", "2001:db8:ffff::1", "2001:db9::"),
            ("2001:db8::1", "2001:db8::1", "2001:db8::2"),
            ("fc00::/7", "fdff::1", "fe00::1"),
            ("10.0.0.0/8", "10.0.0.1", "a00::1"),
        ] {
            assert!(has(network, inside), "{inside} is in {network}");
            assert!(!has(network, outside), "{outside} is not in {network}");
        }
    }

    #[test]
    fn what_is_no_range_is_not_read() {
        for wrong in ["", "10.0.0", "10.0.0.0/33", "::/129", "10.0.0.0/+8", "10.0.0.0/ 8", "10.0.0.0/8/8", "localhost"]
        {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
        assert!(matches!("0.0.0.0/0".parse::<Network>(), Err(Wrong::Everybody(_))));
        assert!(matches!("::/0".parse::<Network>(), Err(Wrong::Everybody(_))));
    }

    #[test]
    fn a_household_with_many_addresses_is_one() {
        let of = |text: &str| Network::household(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("192.0.2.7"), "192.0.2.7");
        assert_eq!(of("::ffff:192.0.2.7"), "192.0.2.7");
    }
}
