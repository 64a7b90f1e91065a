// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** PID {@code coattail.instance}. A change takes effect at the next start. */
@ObjectClassDefinition(id = "coattail.instance", pid = "coattail.instance", name = "Coattail instance")
@interface InstanceConfig {

    @AttributeDefinition(description = "What this instance is called where people read it. Empty: the host's name.")
    String name() default "";

    @AttributeDefinition(
            description = "The instance's directory, absolute; keys/ lies in it. Empty: karaf.base, or the working"
                    + " directory.")
    String directory() default "";
}
