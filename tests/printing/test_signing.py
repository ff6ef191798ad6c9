"""A PDF is signed with a certificate so that any reader can check it; a changed byte is found."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from printing.pdf import render_pdf
from printing.signing import SigningFailed, is_signed, signature_reader, signed

PASSWORD = "mật khẩu thử"


def certificate(folder: Path, *, ends: datetime) -> Path:
    """A certificate made for the test, which nobody vouches for."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Liên minh thử")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(7).not_valid_before(ends - timedelta(30)).not_valid_after(ends)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        **dict.fromkeys(
            (
                *("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign"),
                *("crl_sign", "encipher_only", "decipher_only"),
            ),
            False,
        ),
    )
    made = made.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    locked = serialization.BestAvailableEncryption(PASSWORD.encode())
    path = folder / "chung-thu.p12"
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"thu", key, made, None, locked))
    return path


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> Path:
    return certificate(tmp_path_factory.mktemp("khoa"), ends=datetime.now(UTC) + timedelta(20))


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf("<html lang=vi><title>Thử</title><body>Nội dung</body></html>")


@pytest.fixture(scope="module")
def made(pdf, key) -> bytes:
    return signed(pdf, key, PASSWORD)


def faults(*files: bytes) -> list[str]:
    with signature_reader() as reader:
        return [reader.fault(file) for file in files]


def test_what_was_there_keeps_its_bytes(pdf, made):
    assert (made.startswith(pdf), is_signed(pdf), is_signed(made)) == (True, False, True)


def test_a_signature_is_found_whole_and_every_change_is_found(made):
    inside = bytearray(made)
    inside[300] ^= 1

    assert faults(made, bytes(inside), made + b"\n%them", made) == [
        *("", "chữ ký không còn khớp nội dung", "có nội dung thêm sau chữ ký", "")
    ]


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="needs pdfsig of poppler-utils")
def test_another_program_reads_the_signature(made, tmp_path):
    path = tmp_path / "ky.pdf"
    path.write_bytes(made)

    said = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False).stdout

    assert "Signature is Valid" in said
    assert "ETSI.CAdES.detached" in said
    assert "Total document signed" in said


@pytest.mark.parametrize(
    ("password", "days", "said"),
    [("sai", 20, "Không mở được chứng thư số"), (PASSWORD, -1, "Chứng thư số chỉ dùng được từ")],
)
def test_a_certificate_that_cannot_sign_is_refused_in_words(pdf, tmp_path, password, days, said):
    path = certificate(tmp_path, ends=datetime.now(UTC) + timedelta(days))

    with pytest.raises(SigningFailed, match=said):
        signed(pdf, path, password)


def test_a_certificate_that_is_not_there_is_refused_in_words(pdf, tmp_path):
    with pytest.raises(SigningFailed, match=r"Không đọc được tệp chứng thư số khong-co\.p12"):
        signed(pdf, tmp_path / "khong-co.p12", "")
