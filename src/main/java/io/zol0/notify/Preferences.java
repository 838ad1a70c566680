package io.zol0.notify;

import io.zol0.notify.Outcome.Gone;
import io.zol0.notify.Outcome.Refused;
import io.zol0.notify.Outcome.Saved;
import io.zol0.users.Account;
import io.zol0.users.Accounts;
import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What whoever asks wants to be told of by e-mail. */
@Service
@DenyAll
public class Preferences {
    private final PreferenceTable table;
    private final ChannelRepository channels;
    private final Accounts accounts;
    private final Audit audit;

    Preferences(PreferenceTable table, ChannelRepository channels, Accounts accounts, Audit audit) {
        this.table = table;
        this.channels = channels;
        this.accounts = accounts;
        this.audit = audit;
    }

    /** Whether there is a channel that carries what people ask for themselves. */
    @RolesAllowed("VIEWER")
    public boolean isPossible() {
        return channels.findAllByOrderByName().stream()
                .map(ChannelEntity::toChannel)
                .anyMatch(channel -> channel.enabled() && channel.personal());
    }

    @RolesAllowed("VIEWER")
    public Preference mine() {
        return accounts.mine().flatMap(account -> table.of(account.id())).orElse(Preference.NONE);
    }

    /** What is wrong with it; nothing where it can be saved. */
    @RolesAllowed("VIEWER")
    public List<Flaw> flawsOf(Preference preference) {
        List<Flaw> flaws = new ArrayList<>();
        boolean wanted = preference.enabled() || !preference.email().isEmpty();
        if (wanted && !ChannelRules.isMailAddress(preference.email())) {
            flaws.add(new Flaw("email", "Give the e-mail address that it goes to, such as ada@example.com."));
        }
        if (preference.quiet() && preference.quietFrom().equals(preference.quietUntil())) {
            flaws.add(new Flaw("quietUntil", "Quiet hours end at another time than they begin."));
        }
        if (preference.quietFrom().getSecond() != 0 || preference.quietUntil().getSecond() != 0) {
            flaws.add(new Flaw("quietFrom", "Choose hours and minutes."));
        }
        return flaws;
    }

    @RolesAllowed("VIEWER")
    @Transactional
    public Outcome<Preference> save(Preference preference) {
        Optional<Account> account = accounts.mine();
        if (account.isEmpty()) {
            return new Gone<>();
        }
        List<Flaw> flaws = flawsOf(preference);
        if (!flaws.isEmpty()) {
            return new Refused<>(flaws);
        }
        Preference before = table.of(account.get().id()).orElse(Preference.NONE);
        table.save(account.get().id(), preference);
        audit.record(
                AuditAction.PREFERENCE_CHANGED, account.get().name(), Audit.fields(before), Audit.fields(preference));
        return new Saved<>(preference);
    }
}
