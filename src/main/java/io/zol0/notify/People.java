package io.zol0.notify;

import io.zol0.users.Account;
import io.zol0.users.Accounts;
import io.zol0.users.Itself;
import io.zol0.users.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The people who want e-mails, as their accounts are now. */
@Component
class People {
    private final PreferenceTable preferences;
    private final Accounts accounts;

    People(PreferenceTable preferences, Accounts accounts) {
        this.preferences = preferences;
        this.accounts = accounts;
    }

    /** Somebody who may sign in and wants e-mails of what they may see. */
    record Person(Sight sight, Preference preference) {
        boolean wants(Message message) {
            String environment = message.scope().environment();
            return message.urgency().compareTo(preference.least()) >= 0
                    && (environment.isEmpty() || sight.sees(environment));
        }

        Hearer hearing(Target target, Message message, Instant now) {
            return new Hearer(target, preference.gathering(message, now), true, Duration.ZERO, 0);
        }
    }

    /** By account. */
    Map<Long, Person> now() {
        Map<Long, Preference> wanting = preferences.inForce();
        Map<Long, Person> people = new HashMap<>();
        if (!wanting.isEmpty()) {
            for (Account account : Itself.ask(accounts::all)) {
                Preference preference = wanting.get(account.id());
                if (preference != null && account.enabled()) {
                    people.put(account.id(), new Person(Sight.of(account.environments()), preference));
                }
            }
        }
        return people;
    }

    /** The address that somebody's e-mails go to; nothing where they want none any more. */
    Optional<String> addressOf(long accountId) {
        return Itself.ask(() -> accounts.byId(accountId))
                .filter(Account::enabled)
                .flatMap(account -> preferences.of(accountId))
                .filter(Preference::enabled)
                .map(Preference::email);
    }
}
