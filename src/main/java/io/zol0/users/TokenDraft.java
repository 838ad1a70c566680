package io.zol0.users;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token that somebody wants.
 *
 * @param environments where calls may go with it; null for everywhere
 * @param validFor from now on; null for ever
 */
public record TokenDraft(
        String name,
        Set<TokenScope> scopes,
        @Nullable Set<String> environments,
        @Nullable Duration validFor) {}
