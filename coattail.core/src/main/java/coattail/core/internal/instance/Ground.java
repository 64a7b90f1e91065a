// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import coattail.api.InstanceRef;
import coattail.core.internal.audit.AuditTrail;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.session.Signer;
import coattail.core.internal.token.VerifyingKeys;
import coattail.core.internal.work.Workers;
import coattail.core.spi.Store;
import coattail.core.spi.TlsIdentity;
import coattail.core.spi.Transport;

/**
 * What an {@link Assembly} stands on. Nothing of it needs a disk, a socket or a thread: a simulation gives it others
 * than a process does.
 *
 * @param self this instance's id, which is that of the signer's key, and what it is called
 * @param signer the identity
 * @param tls what to show in TLS at the moment
 * @param tokenKeys those under which this instance's tokens verify
 * @param clock milliseconds that never go back, for deadlines
 * @param wall the time of day
 * @param random safe for use by several threads; a secure one but under test
 * @param workers closed with the assembly
 * @param budget what events and bodies may take
 * @param agent what to say of this version to peers
 */
public record Ground(
        InstanceRef self,
        Signer signer,
        Supplier<TlsIdentity> tls,
        VerifyingKeys tokenKeys,
        Transport transport,
        Store store,
        LongSupplier clock,
        InstantSource wall,
        RandomGenerator random,
        Workers workers,
        ByteBudget budget,
        AuditTrail audit,
        String agent) {
    public Ground {
        requireNonNull(self, "self");
        requireNonNull(signer, "signer");
        requireNonNull(tls, "tls");
        requireNonNull(tokenKeys, "tokenKeys");
        requireNonNull(transport, "transport");
        requireNonNull(store, "store");
        requireNonNull(clock, "clock");
        requireNonNull(wall, "wall");
        requireNonNull(random, "random");
        requireNonNull(workers, "workers");
        requireNonNull(budget, "budget");
        requireNonNull(audit, "audit");
        requireNonNull(agent, "agent");
    }
}
