/** What the measurements mean: how healthy, what depends on what, who uses it how, and what it costs. */
@NullMarked
@ApplicationModule(allowedDependencies = {"home", "catalog", "limits", "metrics", "notify", "users"})
package io.zol0.insight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
