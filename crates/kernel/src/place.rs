//! A point on the earth, and how far it is to another.
//!
//! It is the latitude and longitude that maps and postcode files use (WGS 84). It is not an address, nor a route: the
//! distance is as the crow flies, and nobody who walks is a crow; say "about" where it is shown.

use serde::{Deserialize, Serialize};

/// A position in degrees, WGS 84. The fields can be read by all; [`Point::new`] is the only way to make one elsewhere.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Degrees")]
pub struct Point {
    /// Degrees north of the equator, −90 to 90.
    pub lat: f64,
    /// Degrees east of Greenwich, −180 to 180.
    pub lon: f64,
}

/// What a document says before it is believed.
#[derive(Deserialize)]
struct Degrees {
    lat: f64,
    lon: f64,
}

/// The numbers are no place on earth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PointError {
    /// Not within ±90.
    #[error("a latitude lies between -90 and 90 degrees")]
    Latitude,
    /// Not within ±180.
    #[error("a longitude lies between -180 and 180 degrees")]
    Longitude,
}

impl TryFrom<Degrees> for Point {
    type Error = PointError;
    fn try_from(d: Degrees) -> Result<Self, PointError> {
        Point::new(d.lat, d.lon)
    }
}

/// The mean radius of the earth in kilometres (IUGG R₁, Moritz, Geodetic Reference System 1980).
const EARTH_RADIUS_KM: f64 = 6371.0088;

impl Point {
    /// The point at the given degrees, when both are in range; not-a-number never is.
    pub fn new(lat: f64, lon: f64) -> Result<Self, PointError> {
        if !(-90.0..=90.0).contains(&lat) {
            Err(PointError::Latitude)
        } else if !(-180.0..=180.0).contains(&lon) {
            Err(PointError::Longitude)
        } else {
            Ok(Point { lat, lon })
        }
    }

    /// The distance along the surface in kilometres, by the haversine formula on a sphere of the mean radius.
    /// Within about 0.5 % of the distance on the ellipsoid.
    pub fn distance_km(self, other: Point) -> f64 {
        let half_lat = (other.lat - self.lat).to_radians() / 2.0;
        let half_lon = (other.lon - self.lon).to_radians() / 2.0;
        let cosines = self.lat.to_radians().cos() * other.lat.to_radians().cos();
        let h = half_lat.sin().powi(2) + cosines * half_lon.sin().powi(2);
        // Rounding may carry h a hair above 1 at opposite ends of the earth, where the arc sine would be no number.
        2.0 * EARTH_RADIUS_KM * h.min(1.0).sqrt().asin()
    }

    /// The point with both degrees rounded, to mask where exactly somebody is. In London two decimals are a cell of
    /// about 1.1 km by 0.7 km, three about 110 m by 70 m.
    #[must_use]
    pub fn rounded(self, decimals: u8) -> Self {
        let scale = 10f64.powi(i32::from(decimals.min(12)));
        let round = |degrees: f64| (degrees * scale).round() / scale;
        Point { lat: round(self.lat), lon: round(self.lon) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(lat: f64, lon: f64) -> Point {
        Point::new(lat, lon).unwrap()
    }

    #[test]
    fn only_places_on_earth() {
        assert_eq!(Point::new(90.1, 0.0), Err(PointError::Latitude));
        assert_eq!(Point::new(0.0, -180.1), Err(PointError::Longitude));
        assert_eq!(Point::new(f64::NAN, 0.0), Err(PointError::Latitude));
        assert!(serde_json::from_str::<Point>(r#"{"lat":51.5,"lon":-190.0}"#).is_err());
        assert_eq!(serde_json::from_str::<Point>(r#"{"lat":51.5,"lon":-0.1}"#).unwrap(), p(51.5, -0.1));
    }

    #[test]
    fn distances_are_those_of_the_sphere() {
        let degree = EARTH_RADIUS_KM * std::f64::consts::PI / 180.0;
        assert!((p(0.0, 0.0).distance_km(p(0.0, 1.0)) - degree).abs() < 1e-9);
        assert!((p(51.0, 0.0).distance_km(p(52.0, 0.0)) - degree).abs() < 1e-9);
        // Charing Cross to Stratford station: 3.80 km north and 8.61 km east on a flat map.
        assert!((p(51.5074, -0.1278).distance_km(p(51.5416, -0.0033)) - 3.80f64.hypot(8.61)).abs() < 0.02);
        assert!((p(0.0, 0.0).distance_km(p(0.0, 180.0)) - EARTH_RADIUS_KM * std::f64::consts::PI).abs() < 1e-6);
        assert_eq!(p(51.5, -0.1).distance_km(p(51.5, -0.1)), 0.0);
    }

    #[test]
    fn rounding_masks_and_stays_on_earth() {
        assert_eq!(p(51.54162, -0.00331).rounded(2), p(51.54, 0.0));
        assert_eq!(p(90.0, 179.9999).rounded(0), p(90.0, 180.0));
        assert_eq!(p(51.54162, -0.00331).rounded(200), p(51.54162, -0.00331));
    }
}
