package io.zol0.api;

import io.zol0.cache.CachePolicy;
import io.zol0.cache.CacheScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an upstream's answers are cached, as the REST API has it.
 *
 * @param defaultPolicy of all endpoints that have none of their own; null for none, which caches nothing
 * @param scope what is in the key of an answer, as it is set; nothing where it is left out
 * @param inForce in answers: the scope with the credentials that the upstream's preset names; a request may leave it out
 */
record UpstreamCacheBody(
        @Nullable CachePolicyBody defaultPolicy,
        @Nullable Scope scope,
        @Nullable Scope inForce) {

    /** See {@link CacheScope} for the fields; what is left out is empty. */
    record Scope(
            @Nullable List<@Nullable String> credentialHeaders,
            @Nullable List<@Nullable String> credentialFields,
            @Nullable List<@Nullable String> ignoredFields) {
        static Scope of(CacheScope scope) {
            return new Scope(scope.credentialHeaders(), scope.credentialFields(), scope.ignoredFields());
        }

        private CacheScope toScope() {
            Needs needs = new Needs();
            CacheScope scope = new CacheScope(
                    needs.each(credentialHeaders, "scope.credentialHeaders", "", (name, place) -> name),
                    needs.each(credentialFields, "scope.credentialFields", "", (name, place) -> name),
                    needs.each(ignoredFields, "scope.ignoredFields", "", (name, place) -> name));
            needs.requireNoneMissing();
            return scope;
        }
    }

    CacheScope toScope() {
        return scope == null ? CacheScope.PLAIN : scope.toScope();
    }

    @Nullable
    CachePolicy toDefaultPolicy() {
        return defaultPolicy == null ? null : defaultPolicy.toPolicy("defaultPolicy.");
    }
}
