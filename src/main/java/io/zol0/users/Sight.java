package io.zol0.users;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Which environments somebody may look at.
 *
 * @param everywhere whether it is all of them, those to come too
 * @param environments those it is otherwise
 */
public record Sight(boolean everywhere, Set<String> environments) {
    public static final Sight EVERYWHERE = new Sight(true, Set.of());
    public static final Sight NOWHERE = new Sight(false, Set.of());

    public Sight {
        environments = Set.copyOf(environments);
    }

    /** The named environments; none named means everywhere. */
    public static Sight of(Set<String> environments) {
        return environments.isEmpty() ? EVERYWHERE : new Sight(false, environments);
    }

    /** What whoever asks on this thread may look at; nowhere where nobody is signed in. */
    public static Sight current() {
        return of(SecurityContextHolder.getContext().getAuthentication());
    }

    static Sight of(@Nullable Authentication authentication) {
        return authentication != null && authentication.getPrincipal() instanceof Sighted seer ? seer.sight() : NOWHERE;
    }

    /** Whether what belongs to that environment may be seen. */
    public boolean sees(String environment) {
        return everywhere || environments.contains(environment);
    }
}
