/** Tells people what is wrong: rules, what they raised, and who takes care of it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"home", "catalog", "limits", "metrics", "notify", "users", "insight"})
package io.zol0.alerts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
