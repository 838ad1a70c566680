package io.zol0.users;

import org.jspecify.annotations.Nullable;

/**
 * An account's password, role or right to sign in changed, or it is gone: sessions that began before may not go on.
 *
 * @param kept whose session goes on none the less, as its owner made the change and proved to be the owner
 */
record AccessChanged(long accountId, @Nullable SignedIn kept) {}
