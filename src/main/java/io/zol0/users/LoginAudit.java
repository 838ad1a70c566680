package io.zol0.users;

import io.zol0.users.FailedLogins.Turn;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Brings into the audit who came, who left and who was not let in. */
@Component
class LoginAudit {
    /** What is typed for a name may be a password, so only names that there are get written down. */
    static final String UNKNOWN = "unknown account";

    private final Audit audit;
    private final AccountRepository accounts;
    private final Clock clock;
    private final FailedLogins failed = new FailedLogins();

    LoginAudit(Audit audit, AccountRepository accounts, Clock clock) {
        this.audit = audit;
        this.accounts = accounts;
        this.clock = clock;
    }

    @EventListener
    void on(InteractiveAuthenticationSuccessEvent event) {
        note(AuditAction.LOGGED_IN, event.getAuthentication());
    }

    @EventListener
    void on(LogoutSuccessEvent event) {
        note(AuditAction.LOGGED_OUT, event.getAuthentication());
    }

    @EventListener
    void on(AbstractAuthenticationFailureEvent event) {
        Turn turn = failed.next(clock.instant());
        if (turn.before() > 0) {
            Actor system = new Actor(Actor.SYSTEM, null);
            audit.note(system, AuditAction.LOGIN_FAILED, "many attempts", Map.of("further", turn.before()));
        }
        if (turn.itself()) {
            Authentication attempt = event.getAuthentication();
            String subject = accounts.findByNameIgnoreCase(attempt.getName())
                    .map(account -> account.toAccount().name())
                    .orElse(UNKNOWN);
            String reason = event.getException().getClass().getSimpleName().replace("Exception", "");
            audit.note(Actor.of(attempt), AuditAction.LOGIN_FAILED, subject, Map.of("reason", reason));
        }
    }

    private void note(AuditAction action, Authentication authentication) {
        audit.note(Actor.of(authentication), action, authentication.getName(), Map.of());
    }
}
