// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** PID {@code coattail.security}. A change takes effect at the next start. */
@ObjectClassDefinition(id = "coattail.security", pid = "coattail.security", name = "Coattail security")
@interface SecurityConfig {

    @AttributeDefinition(description = "How many requests of one peer may be under way at once, 1 to 65535.")
    int max_streams() default 1_024;

    @AttributeDefinition(
            description = "The largest body that a peer may send, in bytes, 4096 to 1073741824. An action or a call"
                    + " whose type is Payload takes it as a stream, for any other it is gathered in memory.")
    int max_message() default 1_048_576;
}
