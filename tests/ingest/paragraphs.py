"""Paragraphs in the manner of plans, for tests of encodings."""

PARAGRAPHS = (
    "Tăng cường sự lãnh đạo, chỉ đạo của các cấp ủy đảng và chính quyền đối với công tác phòng, chống thiên tai; "
    "rà soát, bổ sung phương án sơ tán dân cư tại các khu vực có nguy cơ sạt lở đất, lũ quét trước mùa mưa bão.",
    "Sở Nông nghiệp và Phát triển nông thôn chủ trì, phối hợp với Ủy ban nhân dân các huyện, thị xã tổ chức tập huấn "
    "kỹ thuật nuôi trồng thủy sản cho hộ nghèo, hộ cận nghèo; hoàn thành trước ngày 30 tháng 9 hằng năm.",
    "Đẩy mạnh ứng dụng công nghệ thông tin trong khám bệnh, chữa bệnh; phấn đấu 90% trạm y tế xã, phường thực hiện "
    "hồ sơ sức khỏe điện tử và kết nối với cơ sở dữ liệu quốc gia về bảo hiểm xã hội vào cuối quý III.",
    "Tổ chức lễ kỷ niệm ngày Thương binh - Liệt sĩ, thăm hỏi, tặng quà các gia đình chính sách, người có công với "
    "cách mạng; kinh phí thực hiện từ nguồn ngân sách tỉnh và các nguồn huy động hợp pháp khác.",
    "Xây dựng trường học an toàn, lành mạnh, thân thiện; giảm tỷ lệ học sinh bỏ học xuống dưới một phần trăm; bồi "
    "dưỡng đội ngũ giáo viên tiếng Anh, tin học đáp ứng yêu cầu của chương trình giáo dục phổ thông mới.",
    "Kiểm tra, xử lý nghiêm các trường hợp lấn chiếm vỉa hè, lòng đường; lắp đặt biển báo, gờ giảm tốc ở những đoạn "
    "tuyến thường xuyên xảy ra tai nạn giao thông. Công an tỉnh báo cáo kết quả hàng tháng.",
    "Bảo tồn và phát huy giá trị di sản văn hóa phi vật thể của đồng bào các dân tộc thiểu số; khôi phục hai lễ hội "
    "truyền thống, mở năm lớp truyền dạy nghệ thuật diễn tấu cồng chiêng cho thanh thiếu niên.",
    "Khuyến khích doanh nghiệp nhỏ và vừa đổi mới sáng tạo, tiếp cận nguồn vốn tín dụng ưu đãi; rút ngắn thời gian "
    "cấp giấy chứng nhận đăng ký đầu tư còn mười ngày làm việc, giảm ba mươi phần trăm so với quy định.",
)
