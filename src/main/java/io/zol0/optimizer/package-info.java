/** Advice that proves itself: recommendations from what was recorded, their trials and verdicts. */
@NullMarked
@ApplicationModule(allowedDependencies = {"home", "alerts", "cache", "catalog", "limits", "metrics", "users"})
package io.zol0.optimizer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
