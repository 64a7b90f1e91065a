// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * PID {@code coattail.listener}. A change of {@code listen}, {@code bind} or {@code port} opens a new socket; no open
 * connection is dropped.
 */
@ObjectClassDefinition(id = "coattail.listener", pid = "coattail.listener", name = "Coattail listener")
@interface ListenerConfig {

    @AttributeDefinition(description = "Whether peers can connect. An instance that only dials needs no listener.")
    boolean listen() default true;

    @AttributeDefinition(description = "The address to bind. Empty: all of the host's.")
    String bind() default "";

    @AttributeDefinition(description = "The port to bind, 0 to 65535; 0 picks a free one.")
    int port() default 49_365;

    @AttributeDefinition(
            description = "What tokens say where to dial: host or host:port. Empty: the host's name if it"
                    + " resolves to an address of this host, else its first address that isn't a loopback one,"
                    + " else 127.0.0.1; and the port that is bound.")
    String advertise() default "";

    @AttributeDefinition(description = "How many connections may be open in all, 10000 at most. Each may take 100 kB.")
    int connections() default 1_000;

    @AttributeDefinition(description = "How many connections may be opening at once.")
    int opening() default 256;

    @AttributeDefinition(description = "How many connections may be opening at once from one address.")
    int opening_per_address() default 16;

    @AttributeDefinition(description = "How many new connections are let in a second.")
    int rate() default 100;

    @AttributeDefinition(description = "How many new connections are let in a second from one address.")
    int rate_per_address() default 20;
}
