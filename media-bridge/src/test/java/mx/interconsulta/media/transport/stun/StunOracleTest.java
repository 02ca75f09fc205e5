package mx.interconsulta.media.transport.stun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.AttributeFactory;
import org.ice4j.attribute.ErrorCodeAttribute;
import org.ice4j.attribute.MessageIntegrityAttribute;
import org.ice4j.attribute.PriorityAttribute;
import org.ice4j.attribute.UsernameAttribute;
import org.ice4j.attribute.XorMappedAddressAttribute;
import org.ice4j.message.Message;
import org.ice4j.message.MessageFactory;
import org.ice4j.message.Request;
import org.ice4j.message.Response;
import org.junit.jupiter.api.Test;

/** Another's STUN reads what ours wrote, and the other way round. */
class StunOracleTest {
  private static final String SECRET = "a-password-of-22-chars";
  private static final StunPassword PASSWORD = new StunPassword(SECRET);
  private static final byte[] KEY = SECRET.getBytes(StandardCharsets.UTF_8);

  private final Random random = new Random(4);

  @Test
  void itReadsOurChecks() throws Exception {
    byte[] ours =
        new StunWriter(StunMessage.BINDING_REQUEST, transaction())
            .username("abcd:efgh")
            .number(StunAttribute.PRIORITY, 1_862_270_975L)
            .longNumber(StunAttribute.ICE_CONTROLLING, 0x0123456789abcdefL)
            .add(StunAttribute.USE_CANDIDATE)
            .sign(PASSWORD);

    Message read = Message.decode(ours, 0, ours.length);

    assertEquals(Message.BINDING_REQUEST, read.getMessageType());
    assertEquals(
        "abcd:efgh",
        new String(
            ((UsernameAttribute) read.getAttribute(Attribute.USERNAME)).getUsername(),
            StandardCharsets.UTF_8));
    assertEquals(
        1_862_270_975L, ((PriorityAttribute) read.getAttribute(Attribute.PRIORITY)).getPriority());
    assertNotNull(read.getAttribute(Attribute.USE_CANDIDATE));
    assertNotNull(read.getAttribute(Attribute.FINGERPRINT));
    itAgreesOnTheIntegrity(ours, read);
  }

  @Test
  void itReadsOurAnswersAndErrors() throws Exception {
    for (String address : new String[] {"192.0.2.77", "2001:db8::77"}) {
      byte[] transaction = transaction();
      byte[] ours =
          new StunWriter(StunMessage.BINDING_SUCCESS, transaction)
              .mappedAddress(new InetSocketAddress(address, 40_404))
              .sign(PASSWORD);
      Message read = Message.decode(ours, 0, ours.length);
      XorMappedAddressAttribute mapped =
          (XorMappedAddressAttribute) read.getAttribute(Attribute.XOR_MAPPED_ADDRESS);
      assertEquals(
          new InetSocketAddress(address, 40_404),
          new InetSocketAddress(
              mapped.getAddress(transaction).getAddress(),
              mapped.getAddress(transaction).getPort()));
      itAgreesOnTheIntegrity(ours, read);
    }
    byte[] error =
        new StunWriter(StunMessage.BINDING_ERROR, transaction())
            .error(487, "Role Conflict")
            .sign(PASSWORD);
    Message read = Message.decode(error, 0, error.length);
    assertEquals(
        487, ((ErrorCodeAttribute) read.getAttribute(Attribute.ERROR_CODE)).getErrorCode());
  }

  @Test
  void weReadItsChecksAndAnswers() throws Exception {
    for (int i = 0; i < 200; i++) {
      long priority = random.nextInt(Integer.MAX_VALUE) + 1L;
      Request request = MessageFactory.createBindingRequest(priority, true, random.nextLong());
      request.putAttribute(AttributeFactory.createUsernameAttribute("abcd:efgh" + i));
      request.setTransactionID(transaction());
      request.putAttribute(AttributeFactory.createFingerprintAttribute());
      byte[] theirs = request.encode(null);
      StunMessage read = StunMessage.read(theirs, 0, theirs.length);
      assertEquals(StunMessage.BINDING_REQUEST, read.type());
      assertTrue(read.hasFingerprint());
      assertEquals("abcd:efgh" + i, read.username());
      assertEquals(priority, read.priority());
      assertTrue(read.has(StunAttribute.ICE_CONTROLLING));

      TransportAddress seen =
          new TransportAddress("192.0.2." + (i + 1), random.nextInt(65_000) + 1, Transport.UDP);
      Response response = MessageFactory.createBindingResponse(request, seen);
      response.setTransactionID(request.getTransactionID());
      byte[] answer = response.encode(null);
      StunMessage ours = StunMessage.read(answer, 0, answer.length);
      assertArrayEquals(request.getTransactionID(), ours.transactionId());
      assertEquals(new InetSocketAddress(seen.getAddress(), seen.getPort()), ours.mappedAddress());
    }
  }

  /** Its HMAC over what its stack would sign equals the one we wrote. */
  private static void itAgreesOnTheIntegrity(byte[] bytes, Message read) {
    MessageIntegrityAttribute integrity =
        (MessageIntegrityAttribute) read.getAttribute(Attribute.MESSAGE_INTEGRITY);
    int before = bytes.length - 8 - 24;
    byte[] signed = new byte[before];
    System.arraycopy(bytes, 0, signed, 0, before);
    int counted = before - 20 + 24;
    signed[2] = (byte) (counted >> 8);
    signed[3] = (byte) counted;
    assertArrayEquals(
        MessageIntegrityAttribute.calculateHmacSha1(signed, 0, before, KEY),
        integrity.getHmacSha1Content());
  }

  private byte[] transaction() {
    byte[] id = new byte[12];
    random.nextBytes(id);
    return id;
  }
}
