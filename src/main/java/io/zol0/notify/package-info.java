/** Tells people and programs elsewhere: channels, what is sent by which, and the outbox that loses nothing. */
@NullMarked
@ApplicationModule(allowedDependencies = {"home", "users"})
package io.zol0.notify;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
