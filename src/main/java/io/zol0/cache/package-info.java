/** What may be answered without asking the upstream: policies, the decisions of RFC 9111, and the store. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.zol0.cache;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
