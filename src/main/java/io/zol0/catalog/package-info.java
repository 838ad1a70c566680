/** What is known of the called APIs: environments, upstreams, endpoints and their settings. */
@NullMarked
@ApplicationModule(allowedDependencies = {"home", "cache", "limits", "metrics", "users"})
package io.zol0.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
