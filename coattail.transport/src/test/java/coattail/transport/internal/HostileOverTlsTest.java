// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

import coattail.core.internal.instance.HostileEventsTest;
import coattail.core.internal.instance.HostilePeerTest;
import coattail.core.internal.instance.HostileRequestsTest;
import coattail.core.internal.instance.StolenTokenTest;
import coattail.core.internal.instance.WithdrawnTrustTest;
import coattail.core.internal.testing.TestNetwork;

/** Peers that mean it ill and say whatever frames they like over sockets and TLS, against a whole instance. */
@Timeout(120)
class HostileOverTlsTest {

    private static TestNetwork overTls() {
        var transport = new MinaTransport();
        return new TestNetwork(new AdmittingAll(transport), () -> {
            transport.close();
            assertEquals(List.of(), IoThreadsLeft.names());
        });
    }

    @Nested
    class Peers extends HostilePeerTest {
        @Override
        protected TestNetwork network() {
            return overTls();
        }
    }

    @Nested
    class Requests extends HostileRequestsTest {
        @Override
        protected TestNetwork network() {
            return overTls();
        }
    }

    @Nested
    class Events extends HostileEventsTest {
        @Override
        protected TestNetwork network() {
            return overTls();
        }
    }

    @Nested
    class Thieves extends StolenTokenTest {
        @Override
        protected TestNetwork network() {
            return overTls();
        }
    }

    /** By a TLS session that it resumes, which spares it the certificates but neither PROOF nor AUTH. */
    @Nested
    class Returning extends WithdrawnTrustTest {
        @Override
        protected TestNetwork network() {
            var network = overTls();
            var resuming = new ResumingTransport(network.transport());
            return new TestNetwork(resuming, () -> {
                network.close();
                resuming.close();
                assertTrue(resuming.resumed() > 0, "no session was resumed");
            });
        }
    }
}
