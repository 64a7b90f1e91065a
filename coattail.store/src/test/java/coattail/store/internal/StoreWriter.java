// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import static coattail.core.spi.contract.StoreSamples.subscriber;
import static coattail.core.spi.contract.StoreSamples.token;

import java.nio.file.Path;

import coattail.core.spi.StoreException;

/**
 * The program of another process: opens a store, then adds tokens and a subscriber under each, from a number on and
 * without end, and prints {@code stored NUMBER.} after both calls have returned. What fails is printed, and ends it.
 */
final class StoreWriter {
    private StoreWriter() {}

    public static void main(String[] args) {
        try {
            var store = TestDerby.openStore(Path.of(args[0]));
            System.out.println("open.");
            for (int number = Integer.parseInt(args[1]); ; number++) {
                store.tokens().add(token(number));
                store.subscribers().put(subscriber(number, number, "receiver", number), 1);
                System.out.println("stored " + number + ".");
            }
        } catch (StoreException e) {
            System.out.println("failed: " + e.getMessage());
        }
        System.exit(1);
    }
}
