package io.zol0.users;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Makes passwords and says which ones are too weak. */
final class Passwords {
    static final int SHORTEST = 12;
    static final int LONGEST = 128;

    /** Without letters and digits that look alike. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    /** A random password of four groups of five characters: 116 bits. */
    static String random() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            if (i > 0 && i % 5 == 0) {
                password.append('-');
            }
            password.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }

    /** The hash to keep of a password. */
    static String hash(PasswordEncoder encoder, String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }

    /** Why a password cannot be taken, or nothing where it can. */
    static Optional<String> weakness(String name, String password) {
        if (password.length() < SHORTEST) {
            return Optional.of(
                    "The new password has %d characters; it needs at least %d. A few unrelated words do well."
                            .formatted(password.length(), SHORTEST));
        }
        if (password.length() > LONGEST) {
            return Optional.of(
                    "The new password has more than %d characters; choose a shorter one.".formatted(LONGEST));
        }
        if (password.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))) {
            return Optional.of("The new password contains the account's name; choose one that does not.");
        }
        if (password.chars().distinct().count() < 5) {
            return Optional.of("The new password repeats very few characters; choose one with more variety.");
        }
        if (CommonPasswords.contain(password)) {
            return Optional.of("The new password is among the first that are guessed, as common words with digits and"
                    + " signs are; choose a few unrelated words.");
        }
        return Optional.empty();
    }
}
