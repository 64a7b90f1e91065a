// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import coattail.core.spi.Transport;
import coattail.core.spi.contract.TransportContract;

class MinaTransportTest extends TransportContract {

    @Override
    protected Transport create() {
        return new MinaTransport();
    }

    @Override
    protected void destroy(Transport ended) {
        ((MinaTransport) ended).close();
        assertEquals(List.of(), IoThreadsLeft.names());
    }
}
