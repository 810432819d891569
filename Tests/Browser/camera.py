"""A film for Chromium's fake camera, made of a picture of somebody's screen."""

import io

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 960, 720


def _scene(code):
    """The screen as a hand-held camera sees it: turned a little, soft, unevenly lit."""
    scene = Image.new("RGB", (WIDTH, HEIGHT), (96, 92, 88))
    if code is not None:
        side = 430
        code = code.resize((side, side), Image.Resampling.BICUBIC)
        card = Image.new("RGB", (side + 60, side + 60), (238, 238, 232))
        card.paste(code, (30, 30))
        card = card.rotate(
            5, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=(96, 92, 88))
        scene.paste(card, ((WIDTH - card.width) // 2 + 20, (HEIGHT - card.height) // 2 - 10))
    shade = Image.new("L", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(shade)
    for x in range(WIDTH):
        draw.line([(x, 0), (x, HEIGHT)], fill=int(70 * x / WIDTH))
    scene = Image.composite(Image.new("RGB", scene.size, (0, 0, 0)), scene, shade)
    return scene.filter(ImageFilter.GaussianBlur(1.1))


def _i420(picture):
    """The planes of a frame: luminance, then both colour differences at half the size."""
    y, cb, cr = picture.convert("YCbCr").split()
    half = (WIDTH // 2, HEIGHT // 2)
    return y.tobytes() + cb.resize(half).tobytes() + cr.resize(half).tobytes()


def film(path, screenshot=None):
    """Writes two seconds of YUV4MPEG2, which Chromium repeats: the code, or a bare wall."""
    code = screenshot and Image.open(io.BytesIO(screenshot)).convert("RGB")
    frame = b"FRAME\n" + _i420(_scene(code))
    with open(path, "wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode())
        for _ in range(20):
            file.write(frame)
