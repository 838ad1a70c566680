/** ZoL0: the self-hosted control tower for the HTTP APIs a system calls. */
@NullMarked
package io.zol0;

import org.jspecify.annotations.NullMarked;
