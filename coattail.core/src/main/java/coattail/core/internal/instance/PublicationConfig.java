// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** PID {@code coattail.publication}. A change takes effect at once. */
@ObjectClassDefinition(id = "coattail.publication", pid = "coattail.publication", name = "Coattail publications")
@interface PublicationConfig {

    @AttributeDefinition(description = "How many steps a cascade may have, 1 to 32.")
    int hop_limit() default 8;

    @AttributeDefinition(description = "How many deliveries of one action's cascades may be made at once after a rest.")
    int cascade_burst() default 10_000;

    @AttributeDefinition(description = "How many deliveries of one action's cascades may be made a second.")
    int cascade_rate() default 1_000;
}
