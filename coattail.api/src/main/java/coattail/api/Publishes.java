// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Declares the names that an {@link Action} or a {@link Receiver} publishes under without offering them as actions.
 * Sets the service property {@value Whiteboard#PUBLISHES}.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Publishes {
    /** What every property of this package begins with. */
    String PREFIX_ = "coattail.";

    /** The names, each formed as an action's. */
    String[] value();
}
