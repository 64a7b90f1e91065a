// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** Names a {@link Receiver}. Sets the service property {@value Whiteboard#RECEIVER_NAME}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ReceiverName {
    /** What every property of this package begins with. */
    String PREFIX_ = "coattail.";

    /** The name, formed as {@link Whiteboard#RECEIVER_NAME} says. */
    String value();
}
