/** Advice that proves itself: what to change, tried on a part, measured, kept or taken back. */
@NullMarked
@ApplicationModule(allowedDependencies = {"home", "cache", "catalog", "limits", "metrics", "users"})
package io.zol0.optimizer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
