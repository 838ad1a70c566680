package io.zol0.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTests {
    @Test
    void a_random_password_is_strong_and_never_the_same() {
        var passwords =
                IntStream.range(0, 100).mapToObj(i -> Passwords.random()).collect(Collectors.toSet());
        assertThat(passwords)
                .hasSize(100)
                .allSatisfy(password ->
                        assertThat(Passwords.weakness("admin", password)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password1234",
                "P@ssw0rd2024!",
                "1234567890123",
                "qwertyuiop[]",
                "1qaz2wsx3edc",
                "monkeymonkey1",
                "Michael-Jordan-23",
                "iloveyou!!!!",
                "summer2026!!",
                "dragondragondragon",
                "CorrectHorseBatteryStaple"
            })
    void a_password_that_is_guessed_first_is_refused(String password) {
        assertThat(Passwords.weakness("admin", password)).get().asString().contains("first that are guessed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"correct horse battery", "four unrelated words", "vx7-Quarz-nebenan", "tram ulcer bishop 4"})
    void a_password_of_unrelated_words_is_taken(String password) {
        assertThat(Passwords.weakness("admin", password)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "elevenchars", "the-Admin-is-me", "aaaaaaaaaaaaaaaa"})
    void a_weak_password_is_refused_with_a_reason(String password) {
        assertThat(Passwords.weakness("admin", password)).isPresent();
    }
}
