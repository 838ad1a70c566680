package io.zol0.users;

/** What came of an attempt to change a password. */
public sealed interface PasswordChange {
    /** The new password holds from now on. */
    record Changed() implements PasswordChange {}

    /** Nothing changed; the sentence says why and what would be right. */
    record Refused(String sentence) implements PasswordChange {}
}
