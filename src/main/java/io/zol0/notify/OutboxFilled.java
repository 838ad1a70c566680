package io.zol0.notify;

/** Something was put into the outbox; sent on within the node once it is committed, so that nobody waits for the next look. */
record OutboxFilled() {}
