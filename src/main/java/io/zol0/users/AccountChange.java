package io.zol0.users;

/** What came of an attempt to make or change an account. */
public sealed interface AccountChange {
    /** It holds from now on. */
    record Done(Account account) implements AccountChange {}

    /** It holds from now on, with a password that is shown this once. */
    record DoneWithPassword(Account account, String password) implements AccountChange {
        @Override
        public String toString() {
            return "DoneWithPassword for " + account.name();
        }
    }

    /** Nothing changed. */
    record Refused(Field field, String sentence) implements AccountChange {}

    /** Nothing changed: somebody else changed the account since it was read. */
    record ChangedMeanwhile(Account current) implements AccountChange {}

    /** Nothing changed: the account is gone. */
    record Gone() implements AccountChange {}

    /** What a refusal is about. */
    enum Field {
        NAME,
        ROLE,
        ENVIRONMENTS,
        ENABLED,
        ACCOUNT
    }
}
