package io.zol0.users;

/**
 * A secret for one-time codes that is about to be somebody's second factor.
 *
 * @param secret in Base32, to be typed into an app
 * @param link the same as a link, which apps read from a picture
 */
public record Enrolment(String secret, String link) {
    static Enrolment of(String name, byte[] secret) {
        String text = Base32.encode(secret);
        return new Enrolment(
                text,
                "otpauth://totp/ZoL0:%s?secret=%s&issuer=ZoL0&algorithm=SHA1&digits=6&period=30"
                        .formatted(name.replace("@", "%40"), text));
    }

    @Override
    public String toString() {
        return "Enrolment";
    }
}
