/** The data plane: forwards calls to their upstream and reports each of them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"home", "cache", "catalog", "limits", "metrics", "users"})
package io.zol0.gateway;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
