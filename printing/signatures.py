"""The child process that signs a PDF, or says what is wrong with signatures: `python -m printing.signatures`.

Only this module imports pyHanko, which takes seconds. A request is a line of JSON: `{"sign": PDF, "certificate": …,
"password": …}` or `{"check": PDF}`, bytes in base64; each is answered by a line: `{"pdf": …}`, `{"refused": sentence}`
or `{"fault": words}`. Nothing here asks the network.
"""

import io
import json
import sys
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import UTC, datetime

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from printing import dates
from printing.child import leave_network

FIELD = "Ban_hanh"


class Refused(ValueError):
    """It cannot be signed; the message is a whole Vietnamese sentence."""


def load_signer(certificate: bytes, password: str) -> signers.SimpleSigner:
    """Read a certificate with its key from a PKCS#12 file. Raises Refused where it cannot sign today."""
    try:
        signer = signers.SimpleSigner.load_pkcs12_data(certificate, [], password.encode())
    except ValueError:
        raise Refused("Không mở được chứng thư số: mật khẩu hoặc tệp không đúng, hãy báo quản trị viên.") from None
    begins, ends = signer.signing_cert.not_valid_before, signer.signing_cert.not_valid_after
    if not begins <= datetime.now(UTC) <= ends:
        raise Refused(
            f"Chứng thư số chỉ dùng được từ {dates.day(begins)} đến {dates.day(ends)}: hãy gia hạn rồi làm lại."
        )
    return signer


def signed(pdf: bytes, signer: signers.SimpleSigner) -> bytes:
    """The PDF with an invisible PAdES (B-B) signature over all of it, put behind it: what was there keeps its bytes."""
    how = signers.PdfSignatureMetadata(field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    try:
        return signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), how, signer=signer).getvalue()
    except (SigningError, PdfError):
        raise Refused("Không ký số được bản PDF: hãy báo quản trị viên.") from None


def fault(pdf: bytes) -> str:
    """What is wrong with the signature of a signed PDF, "" where nothing is: whole, of the key it names, over all.

    Whether that key is to be trusted is for its reader to say: certificates run out, what was signed stays.
    """
    try:
        [signature] = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        start, _, rest, length = signature.byte_range
        intact, valid = validate_sig_integrity(
            signature.signer_info, signature.signer_cert, "data", signature.compute_digest()
        )
    except (SignatureValidationError, PdfError, ValueError, KeyError) as error:
        return f"không đọc được chữ ký ({type(error).__name__})"
    if not (intact and valid):
        return "chữ ký không còn khớp nội dung"
    return "" if start == 0 and rest + length == len(pdf) else "có nội dung thêm sau chữ ký"


def answer(request: Mapping[str, str]) -> dict[str, str]:
    if "check" in request:
        return {"fault": fault(b64decode(request["check"]))}
    try:
        signer = load_signer(b64decode(request["certificate"]), request["password"])
        return {"pdf": b64encode(signed(b64decode(request["sign"]), signer)).decode()}
    except Refused as refused:
        return {"refused": str(refused)}


def main() -> None:
    leave_network()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
