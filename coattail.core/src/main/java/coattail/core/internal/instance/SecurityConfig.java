// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** PID {@code coattail.security}. A change takes effect at the next start. */
@ObjectClassDefinition(id = "coattail.security", pid = "coattail.security", name = "Coattail security")
@interface SecurityConfig {

    @AttributeDefinition(description = "How many requests of one peer may be under way at once, 1 to 65535.")
    int max_streams() default 1_024;
}
