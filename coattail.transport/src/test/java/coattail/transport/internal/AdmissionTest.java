// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

import org.junit.jupiter.api.Test;

import coattail.core.internal.testing.Variants;
import coattail.core.spi.AdmissionLimits;

class AdmissionTest {
    private static final int MANY = 1_000_000;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Begins so that the clock overflows on the way. */
    private long now = Long.MAX_VALUE - 5 * SECOND;

    @Test
    void oneAddressOpensSoManyAtOnceAndAQuarterMoreOnceItIsKnown() throws Exception {
        var admission = admission(new AdmissionLimits(16, MANY, MANY, MANY, MANY));
        assertEquals(12, letIn(admission, "192.0.2.1"));
        assertRefused(admission, "192.0.2.1", "from this address");
        assertEquals(12, letIn(admission, "192.0.2.2"));

        known(admission, "192.0.2.3");
        assertEquals(16, letIn(admission, "192.0.2.3"));
    }

    @Test
    void aPlaceIsFreeAgainOnceItsConnectionIsTrustedOrGone() throws Exception {
        var admission = admission(new AdmissionLimits(2, MANY, MANY, MANY, MANY));
        var one = admit(admission, "192.0.2.1");
        var two = admit(admission, "192.0.2.1");
        assertRefused(admission, "192.0.2.1", "from this address");

        one.leave();
        one.leave();
        var three = admit(admission, "192.0.2.1");
        assertRefused(admission, "192.0.2.1", "from this address");

        two.trusted();
        two.trusted();
        admit(admission, "192.0.2.1");
        assertRefused(admission, "192.0.2.1", "from this address");
        two.leave();
        assertRefused(admission, "192.0.2.1", "from this address");
        three.leave();
        admit(admission, "192.0.2.1");
    }

    @Test
    void aQuarterOfThoseBeingOpenedIsKeptForKnownAddresses() throws Exception {
        var admission = admission(new AdmissionLimits(MANY, 8, MANY, MANY, MANY));
        known(admission, "198.51.100.1");
        for (int i = 1; i <= 6; i++) {
            admit(admission, "192.0.2." + i);
        }

        assertRefused(admission, "192.0.2.7", "being opened");
        assertEquals(2, letIn(admission, "198.51.100.1"));
        assertRefused(admission, "198.51.100.1", "being opened");
    }

    @Test
    void knownAddressesDoNotUseUpWhatStrangersHave() throws Exception {
        var admission = admission(new AdmissionLimits(MANY, 8, MANY, MANY, MANY));
        known(admission, "198.51.100.1");
        admit(admission, "198.51.100.1");
        admit(admission, "198.51.100.1");

        for (int i = 1; i <= 6; i++) {
            admit(admission, "192.0.2." + i);
        }
        assertRefused(admission, "192.0.2.7", "being opened");
    }

    @Test
    void aQuarterOfAllConnectionsIsKeptForKnownAddresses() throws Exception {
        var admission = admission(new AdmissionLimits(MANY, MANY, MANY, MANY, 4));
        known(admission, "198.51.100.1");
        var strangers =
                List.of(admit(admission, "192.0.2.1"), admit(admission, "192.0.2.2"), admit(admission, "192.0.2.3"));
        assertRefused(admission, "192.0.2.4", "are open");

        strangers.get(0).trusted();
        admit(admission, "192.0.2.4");
        assertRefused(admission, "192.0.2.5", "are open");
        assertRefused(admission, "198.51.100.1", "are open");

        strangers.get(0).leave();
        admit(admission, "198.51.100.1");
    }

    @Test
    void oneAddressComesSoOftenASecond() throws Exception {
        var admission = admission(new AdmissionLimits(MANY, MANY, 20, MANY, MANY));
        assertEquals(15, letIn(admission, "192.0.2.1"));
        assertRefused(admission, "192.0.2.1", "a second come from this address");
        assertEquals(15, letIn(admission, "192.0.2.2"));

        now += SECOND / 5;
        assertEquals(3, letIn(admission, "192.0.2.1"));
        now += 10 * SECOND;
        assertEquals(15, letIn(admission, "192.0.2.1"));

        known(admission, "192.0.2.3");
        now += SECOND;
        assertEquals(20, letIn(admission, "192.0.2.3"));
    }

    @Test
    void allTogetherComeSoOftenASecondAndAQuarterIsKept() throws Exception {
        var admission = admission(new AdmissionLimits(MANY, MANY, MANY, 100, MANY));
        known(admission, "198.51.100.1");
        now += SECOND;
        assertEquals(75, letInFromManyAddresses(admission, 200));

        assertEquals(25, letIn(admission, "198.51.100.1"));
        now += SECOND;
        assertEquals(100, letIn(admission, "198.51.100.1"));
        assertRefused(admission, "192.0.2.1", "a second come");
    }

    /** However a flood is spread, it gets no more than three quarters, and a known address gets in all the same. */
    @Test
    void noFloodTakesWhatIsKeptForKnownAddresses() throws Exception {
        var variants = Variants.of(AdmissionTest.class, "a flood of connections, from however many addresses");
        var floods = Map.<String, IntFunction<InetAddress>>of(
                "one address", i -> address(1),
                "many addresses", i -> address(1 + i),
                "many of one /64", i -> ipv6(1, i),
                "many of many /64", i -> ipv6(1 + i, i),
                "both protocols", i -> i % 2 == 0 ? address(1 + i) : ipv6(1 + i, 1));
        var limits = Map.of(
                "being opened from an address", new AdmissionLimits(16, MANY, MANY, MANY, MANY),
                "being opened", new AdmissionLimits(MANY, 16, MANY, MANY, MANY),
                "a second from an address", new AdmissionLimits(MANY, MANY, 16, MANY, MANY),
                "a second", new AdmissionLimits(MANY, MANY, MANY, 16, MANY),
                "open", new AdmissionLimits(MANY, MANY, MANY, MANY, 16));
        for (var flood : floods.entrySet()) {
            for (var limit : limits.entrySet()) {
                boolean oneSource = flood.getKey().contains("one ");
                if (limit.getKey().contains("an address") && !oneSource) {
                    continue; // such a limit is for each of them
                }
                for (boolean staying : new boolean[] {true, false}) {
                    if (!staying && !limit.getKey().contains("second")) {
                        continue; // who goes takes no place
                    }
                    var name = flood.getKey() + ", " + limit.getKey() + (staying ? ", staying" : ", going");
                    variants.tried(name, floodWins(flood.getValue(), limit.getValue(), staying));
                }
            }
        }
        variants.hold();
    }

    private boolean floodWins(IntFunction<InetAddress> addresses, AdmissionLimits limits, boolean staying)
            throws Exception {
        var admission = admission(limits);
        known(admission, "198.51.100.1");
        now += SECOND;
        int in = 0;
        for (int i = 0; i < 1_000; i++) {
            try {
                var place = admission.admit(addresses.apply(i));
                in++;
                if (!staying) {
                    place.leave();
                }
            } catch (Admission.RefusedException e) {
                // As it should be.
            }
        }
        for (int i = 0; i < 4; i++) {
            try {
                admit(admission, "198.51.100.1");
            } catch (Admission.RefusedException e) {
                return true;
            }
        }
        return in != 12;
    }

    private static InetAddress ipv6(int network, int host) {
        try {
            return InetAddress.getByAddress(ByteBuffer.allocate(16)
                    .putInt(0x20010DB8)
                    .putInt(network)
                    .putLong(host)
                    .array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoIsRefusedUsesNothingUp() throws Exception {
        var admission = admission(new AdmissionLimits(1, MANY, MANY, 4, MANY));
        admit(admission, "192.0.2.1");
        for (int i = 0; i < 100; i++) {
            assertRefused(admission, "192.0.2.1", "from this address");
        }
        admit(admission, "192.0.2.2");
        admit(admission, "192.0.2.3");
    }

    @Test
    void anIpv6NetworkOf64CountsAsOneAddress() throws Exception {
        var admission = admission(new AdmissionLimits(2, MANY, MANY, MANY, MANY));
        admit(admission, "2001:db8:0:1::1");
        admit(admission, "2001:db8:0:1:ffff::2");

        assertRefused(admission, "2001:db8:0:1::3", "from this address");
        admit(admission, "2001:db8:0:2::1");
    }

    @Test
    void anAddressIsKnownForADayAfterItsLastTrustedConnection() throws Exception {
        var admission = admission(new AdmissionLimits(4, MANY, MANY, MANY, MANY));
        var place = admit(admission, "192.0.2.1");
        place.trusted();
        now += TimeUnit.HOURS.toNanos(30);
        place.leave();

        now += TimeUnit.HOURS.toNanos(24) - 1;
        assertEquals(4, letIn(admission, "192.0.2.1"));
        now += 1;
        assertRefused(admission, "192.0.2.1", "from this address");
    }

    @Test
    void limitsThatChangeHoldFromThenOn() throws Exception {
        var admission = admission(new AdmissionLimits(1, MANY, 1, MANY, MANY));
        admit(admission, "192.0.2.1");
        assertRefused(admission, "192.0.2.1", "from this address");

        admission.limits(new AdmissionLimits(4, MANY, MANY, MANY, MANY));
        now += SECOND;
        assertEquals(2, letIn(admission, "192.0.2.1"));

        admission.limits(new AdmissionLimits(1, MANY, MANY, MANY, MANY));
        now += SECOND;
        assertRefused(admission, "192.0.2.1", "from this address");
    }

    @Test
    void evenLimitsOfOneLetSomebodyIn() throws Exception {
        var admission = admission(new AdmissionLimits(1, 1, 1, 1, 1));
        var place = admit(admission, "192.0.2.1");
        assertRefused(admission, "192.0.2.2", "are open");
        place.leave();
        now += SECOND;
        admit(admission, "192.0.2.2");
    }

    @Test
    void whoComesAndGoesIsForgotten() throws Exception {
        var admission = admission(new AdmissionLimits(MANY, MANY, MANY, MANY, MANY));
        for (int second = 0; second < 50; second++) {
            for (int i = 0; i < 100; i++) {
                admission.admit(address(second * 100 + i)).leave();
            }
            now += SECOND;
        }

        assertTrue(admission.remembered() <= 200, () -> admission.remembered() + " addresses are remembered");
    }

    @Test
    void whoKeepsBeingRefusedIsForgottenToo() throws Exception {
        var admission = admission(new AdmissionLimits(MANY, MANY, MANY, MANY, MANY));
        for (int i = 0; i < 500; i++) {
            admission.admit(address(i)).leave();
        }
        admit(admission, "192.0.2.1");
        admission.limits(new AdmissionLimits(MANY, MANY, MANY, MANY, 1));
        for (int turn = 0; turn < 30; turn++) {
            now += SECOND / 10;
            for (int i = 0; i < 500; i++) {
                int from = i;
                assertThrows(Admission.RefusedException.class, () -> admission.admit(address(from)));
            }
        }

        assertEquals(1, admission.remembered());
    }

    @Test
    void theKnownAddressesHaveABound() throws Exception {
        var admission = admission(new AdmissionLimits(MANY, MANY, MANY, MANY, MANY));
        for (int i = 0; i < 40_000; i++) {
            var place = admission.admit(address(i));
            place.trusted();
            place.leave();
        }
        now += 2 * SECOND;
        admit(admission, "192.0.2.1");

        assertEquals(16_384 + 1, admission.remembered());
    }

    private Admission admission(AdmissionLimits limits) {
        return new Admission(limits, () -> now);
    }

    private void known(Admission admission, String address) throws Exception {
        var place = admit(admission, address);
        place.trusted();
        place.leave();
    }

    private static Admission.Place admit(Admission admission, String address) throws Exception {
        return admission.admit(InetAddress.getByName(address));
    }

    private static int letIn(Admission admission, String address) throws Exception {
        var places = new ArrayList<Admission.Place>();
        try {
            while (places.size() < 10_000) {
                places.add(admit(admission, address));
            }
        } catch (Admission.RefusedException e) {
            return places.size();
        }
        throw new AssertionError("there is no limit");
    }

    private static int letInFromManyAddresses(Admission admission, int count) throws Exception {
        int in = 0;
        for (int i = 0; i < count; i++) {
            try {
                admission.admit(address(i));
                in++;
            } catch (Admission.RefusedException e) {
                assertTrue(e.getMessage().contains("a second come"));
            }
        }
        return in;
    }

    private static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(
                    new byte[] {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefused(Admission admission, String address, String because) {
        var refused = assertThrows(Admission.RefusedException.class, () -> admit(admission, address));
        assertTrue(refused.getMessage().contains(because), refused.getMessage());
    }
}
